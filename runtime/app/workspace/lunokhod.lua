-- The configuration of this workspace. Every key may be left out; what stands here are the defaults, commented out.
return {
  -- store = "registry.sqlite",            -- or "postgres://user@host/base" when several machines share the registry
  -- providers = { ["Дистрибьютор"] = "distributors", ["Сеть"] = "nets" },  -- data provider → folder under clients/
  -- drafts = "Итоговые отчёты",           -- where scripts leave reports
  -- sources = { "/mnt/share/inbox" },      -- where files come from: when such a folder is away or empty, their tasks wait
  -- ready = "Данные на загрузку",         -- where finished reports are moved
  -- snapshot = "new_files_registry.csv",  -- what is waiting, written at the start of every pass
  -- jobs = 2,                             -- tasks at once; by default as many as cores
  -- time_limit = "30m",                   -- of one script
  -- memory_limit = "2G",
  -- per_client = { ["Example"] = { time_limit = "5m" } },
}
