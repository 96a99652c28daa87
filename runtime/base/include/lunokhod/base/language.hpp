// Messages in the language of whoever reads them. Inside, every message is an English sentence; where it leaves
// (standard error, tables, logs, the registry) translated() looks for its template in the catalogue and moves the
// fields over. Without a catalogue every text stays as it is. Words for programs (codes, statuses, JSON keys) never
// come here.
#pragma once

#include <string>
#include <string_view>

namespace lunokhod {

// LUNOKHOD_LANG, else LC_ALL, LC_MESSAGES, LANG, begins with "ru".
bool wants_russian();

// The text of a .po file: msgid "no sheet '{}'", msgstr "нет листа «{}»"; {0}, {1} in msgstr where the order differs.
// It must outlive the program's last message; called before the first one.
void use_catalogue(std::string_view po);

// Also of composed texts: "where: message (hint)", "this; that", several lines.
std::string translated(std::string_view english);

}  // namespace lunokhod
