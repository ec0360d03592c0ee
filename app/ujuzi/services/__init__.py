"""Every verb that a person has, without Qt. A service decides; the store and the packs persist."""
