"""What Antrean runs on: templates, packaging, deployment, and the cloud on one machine."""
