# Thin on purpose: make.py does the work, here and on Windows alike.
# Extra words: make test ARGS="-k quotes"

PYTHON ?= python3
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help site check prepare test lint serve bench sample clean

help site check prepare test lint serve bench sample clean:
	@$(PYTHON) make.py $@ $(ARGS)
