# Every target is packaging/dev.py's; on Windows run `py packaging\dev.py run` and so on.
PYTHON ?= python3
# Names of files hold spaces and apostrophes: the shell reads them from the environment.
export FILE LIST

.PHONY: run verify test test-spark bench kills journeys fuzz lock format translate stick stick-check stick-lock test-windows
run test test-spark kills journeys lock format translate stick-check stick-lock:
	@$(PYTHON) packaging/dev.py $@
verify:
	@$(PYTHON) packaging/dev.py verify "$$FILE" "$$LIST"
# KEY is the release key, WITH a folder of more files, LIKE a published stick to compare with, ONLY
# windows or linux for who works on one of them; FAT=1 checks a stick with FAT32, not exFAT.
export KEY WITH LIKE ONLY FAT
stick:
	@$(PYTHON) packaging/dev.py stick
test-windows:
	@$(PYTHON) packaging/dev.py test-windows $(ONLY)
bench:
	@$(PYTHON) packaging/dev.py bench $(ONLY)
fuzz:
	@$(PYTHON) packaging/dev.py fuzz $(SECONDS)
