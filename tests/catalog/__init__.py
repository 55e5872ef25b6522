"""Tests of casesvc.catalog."""
