"""What every test shares: Qt without a screen, and nothing that reaches the network.

No hub of a test has its key in the person's folders. Secrets are hashed at the least cost; what
they cost outside the tests, `credentials/test_secrets.py` asks another process.
"""

from __future__ import annotations

import os

import argon2.profiles

import helpers.hub_key  # noqa: F401 - says where

argon2.profiles.RFC_9106_LOW_MEMORY = argon2.profiles.CHEAPEST

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")
