"""Offline media monitoring for analysts."""
