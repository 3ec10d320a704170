"""Tests of the scripts' arithmetic."""
