# Every target is packaging/dev.py's; on Windows run `py packaging\dev.py run` and so on.
PYTHON ?= python3

.PHONY: run test test-spark bench lock format translate
run test test-spark lock format translate:
	@$(PYTHON) packaging/dev.py $@
bench:
	@$(PYTHON) packaging/dev.py bench $(ONLY)
