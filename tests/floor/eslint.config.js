// What our scripts may ask of a browser: nothing that the floor lacks, but for what
// site/assets/self-check/supplied.js supplies. Of syntax after ES2020 the floor knows public fields of classes.
import compat from "eslint-plugin-compat"

export default [
  {
    ...compat.configs["flat/recommended"],
    files: ["site/assets/**/*.js"],
    languageOptions: {
      ...compat.configs["flat/recommended"].languageOptions,
      ecmaVersion: 2022,
      sourceType: "script",
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...compat.configs["flat/recommended"].rules,
      "no-restricted-syntax": ["error", "StaticBlock", "PrivateIdentifier", "AssignmentExpression[operator=/^(\\?\\?|&&|\\|\\|)=$/]"],
    },
    settings: { lintAllEsApis: true, browsers: ["chrome 87", "firefox 78"], polyfills: ["Object.hasOwn"] },
  },
  { ignores: ["site/assets/self-check/workbook/fflate.js"] },
]
