#!/usr/bin/env bash
# Makes the demo workspace and runs the main job on it: make_workspace.sh BINARY DIR
# Twice in a row is fine: files and tasks that are there stay, failed tasks are tried again.
set -euo pipefail
binary=$(realpath "$1")
folder=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)

mkdir -p "$folder/inbox" "$folder/scripts"
cp -R "$root/clients" "$folder/"
cp -R "$here/clients" "$folder/"
cp -R "$root/scripts/types" "$folder/scripts/"
cp "$here/lunokhod.lua" "$folder/"
cp "$here"/sources/* "$folder/inbox/"
cd "$folder"

add() { # CLIENT FILE…
  local client=$1 file
  shift
  for file in "$@"; do
    "$binary" tasks add "inbox/$file" --client "$client" --provider Дистрибьютор --type sales --year 2025 --month 11 >/dev/null
  done
}

again=no
if [ -e .tasks_added ]; then
  again=yes
  echo "The tasks are in the registry already; what failed before is tried again." >&2
else
  add Client_01 client_01_excel.xlsx client_01_libreoffice.xlsx client_01_1c.xlsx client_01_biff8.xls client_01_english_dates.csv
  add Client_02 client_02_cp1251.csv client_02_utf8_bom.csv client_02_serials.xlsx
  add Client_03 client_03_excel.xlsx client_03_utf16.csv client_03_biff8.xls
  add Client_99 no_script.xlsx # the five that must fail well
  add Client_02 no_header.xlsx
  add Client_01 corrupt.xlsx
  add Demo_raises raises.csv
  add Demo_endless endless.csv
  touch .tasks_added
fi

code=0
"$binary" process || code=$?
if [ "$code" -gt 1 ]; then exit "$code"; fi # 1: some tasks failed, as they must here

if [ "$again" = yes ]; then
  printf '\nThe whole registry:\n'
  "$binary" tasks list
fi
cat <<END

Five tasks fail on purpose. The reports are in $folder/Данные на загрузку. Try next, in $folder:
  $binary tasks show 13                                  why a task failed, in a sentence
  $binary look inbox/client_01_1c.xlsx                   what is in a file, without a script
  $binary run --file inbox/client_02_cp1251.csv clients/distributors/Client_02/processing.lua
  $binary init my_workspace                              a workspace of your own
END
