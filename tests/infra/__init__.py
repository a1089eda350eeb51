"""Infra: offices, templates and deployment, one fact a test."""
