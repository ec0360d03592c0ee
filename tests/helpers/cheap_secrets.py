"""Secrets at the least cost, in each process that imports this."""

from __future__ import annotations

import argon2.profiles

argon2.profiles.RFC_9106_LOW_MEMORY = argon2.profiles.CHEAPEST
