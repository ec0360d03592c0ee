# Every target is packaging/dev.py's; on Windows run `py packaging\dev.py run` and so on.
PYTHON ?= python3

.PHONY: run test bench kills fuzz lock format translate
run test kills lock format translate:
	@$(PYTHON) packaging/dev.py $@
bench:
	@$(PYTHON) packaging/dev.py bench $(ONLY)
fuzz:
	@$(PYTHON) packaging/dev.py fuzz $(SECONDS)
