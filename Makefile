# Every target is packaging/dev.py's; on Windows run `py packaging\dev.py run` and so on.
PYTHON ?= python3

.PHONY: run test bench lock format
run test lock format:
	@$(PYTHON) packaging/dev.py $@
bench:
	@$(PYTHON) packaging/dev.py bench $(ONLY)
