"""The cloud on one machine: its processes, its checks and its front."""
