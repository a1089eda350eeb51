"""The office's hub: passes messages on while there is a link, and leads the line while there is none."""
