"""The coverage page: places by sector or task and region, gaps and targets."""
