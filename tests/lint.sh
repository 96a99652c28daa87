#!/usr/bin/env bash
# Format, arrows, clang-tidy, luacheck, shellcheck. Any finding is an error.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 5
status=0
step() { # step TITLE COMMAND…
  local title=$1
  shift
  if "$@"; then printf 'ok    %s\n' "$title"; else printf 'FAIL  %s\n' "$title"; status=1; fi
}

formatted() { git ls-files '*.cpp' '*.hpp' | xargs clang-format --dry-run -Werror; }
lua_only_in_bindings() { ! git grep -nE '#include *[<"](lua|lauxlib|lualib)\.h' -- runtime; }
no_host_but_in_main() { ! git grep -nE '#include *"lunokhod/host/' -- runtime ':!runtime/cli/main.cpp'; }
primitives_do_not_know_each_other() {
  ! git grep -nE '#include *"lunokhod/(sheets|db|http|telegram|mail|engine)/' -- runtime/frame runtime/platform runtime/base &&
    ! git grep -nE '#include *"lunokhod/(db|engine|app)/' -- runtime/sheets && ! git grep -nE '#include *"lunokhod/(sheets|engine|app)/' -- runtime/db
}
tidy() {
  [ -e build/release/compile_commands.json ] || cmake --preset release >/dev/null
  git ls-files 'runtime/*.cpp' 'bindings/*.cpp' | xargs -P "$(nproc)" -n 4 clang-tidy -p build/release --quiet 2>/dev/null
}
lua_checked() { git ls-files '*.lua' | xargs luacheck --quiet; }
shell_checked() { git ls-files '*.sh' dev .ci/run | xargs shellcheck -S warning; }

step "clang-format" formatted
step "lua.h is seen in bindings/ alone" lua_only_in_bindings
step "only main.cpp names the host" no_host_but_in_main
step "arrows between rooms" primitives_do_not_know_each_other
step "luacheck" lua_checked
step "shellcheck" shell_checked
step "clang-tidy" tidy
exit $status
