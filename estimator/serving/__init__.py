"""Protection of the app in the browser: allowed origins and security headers."""
