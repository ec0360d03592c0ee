"""What a coordinator does for her campus, at her own computer."""
