# Thin on purpose: make.py does the work, here and on Windows alike.
# Extra words: make test ARGS="-k quotes"

PYTHON ?= python3
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help site check prepare test campaign lint serve bench sample schemas wheelhouse hashes pin clean

help site check prepare test campaign lint serve bench sample schemas wheelhouse hashes pin clean:
	@$(PYTHON) make.py $@ $(ARGS)
