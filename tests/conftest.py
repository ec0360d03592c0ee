"""What every test shares: Qt without a screen, and nothing that reaches the network.

No hub of a test has its key in the person's folders.
"""

from __future__ import annotations

import os

import helpers.hub_key  # noqa: F401 - says where

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")
