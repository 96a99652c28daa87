-- The demo's configuration: defaults, but for a script that is known never to end.
return {
  per_client = { ["Demo_endless"] = { time_limit = "2s", grace = "2s" } },
}
