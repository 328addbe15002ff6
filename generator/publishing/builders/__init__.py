"""What turns a folder of Markdown into a folder of pages: MkDocs, or whoever takes over from it.

A builder is called plainly, without plugins of our own. What a site needs besides is done on its
pages afterwards (``publishing.finish``), so another builder needs a module here and nothing else.
"""

from . import mkdocs, properdocs
from .brief import Brief, Builder, Progress

__all__ = ["IN_USE", "Brief", "Builder", "Progress", "mkdocs", "properdocs"]

IN_USE: Builder = mkdocs
"""The way out of MkDocs is this word (``docs/decisions/0018``)."""
