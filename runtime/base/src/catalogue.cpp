#include "catalogue.hpp"

#include <algorithm>
#include <utility>

#include "lunokhod/base/text.hpp"

namespace lunokhod {
namespace {

// The text between the quotes of a line, with \" \\ and \n resolved.
std::string unquoted(std::string_view line) {
  std::string out;
  const std::size_t open = line.find('"'), close = line.rfind('"');
  if (open == std::string_view::npos || close <= open) return out;
  for (std::size_t i = open + 1; i < close; ++i) {
    if (line[i] != '\\' || i + 1 == close) {
      out += line[i];
      continue;
    }
    ++i;
    out += line[i] == 'n' ? '\n' : line[i];
  }
  return out;
}

std::optional<std::vector<std::string_view>> fields_of(std::string_view text, const std::vector<std::string>& parts) {
  if (!text.starts_with(parts.front())) return std::nullopt;
  std::vector<std::string_view> fields;
  std::size_t at = parts.front().size();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    const std::size_t found = last ? text.size() - std::min(text.size(), parts[i].size()) : text.find(parts[i], at);
    if (found == std::string_view::npos || found < at || !text.substr(found).starts_with(parts[i])) return std::nullopt;
    fields.push_back(text.substr(at, found - at));
    at = found + parts[i].size();
  }
  if (at != text.size()) return std::nullopt;
  return fields;
}

bool ends_with_a_quote(std::string_view text) {
  return text.ends_with("'") || text.ends_with("\"") || text.ends_with("«") || text.ends_with("`");
}

}  // namespace

void Catalogue::add(std::string_view english, std::string translation, Kind kind) {
  Entry entry;
  entry.kind = kind;
  entry.translation = std::move(translation);
  for (std::size_t at = 0;;) {
    const std::size_t field = english.find("{}", at);
    entry.parts.emplace_back(english.substr(at, field == std::string_view::npos ? field : field - at));
    entry.letters += entry.parts.back().size();
    if (field == std::string_view::npos) break;
    at = field + 2;
  }
  if (!english.empty() && !entry.translation.empty()) entries_.push_back(std::move(entry));
}

Catalogue Catalogue::of_po(std::string_view text) {
  Catalogue catalogue;
  std::string english, translation, *current = nullptr;
  Kind kind = Kind::sentence;
  const auto add = [&] {
    catalogue.add(english, std::exchange(translation, {}), std::exchange(kind, Kind::sentence));
    english.clear();
  };
  for (const std::string_view line : text::split(text, '\n')) {
    if (line.starts_with("msgctxt ")) {
      add();
      kind = unquoted(line) == "place" ? Kind::place : Kind::sentence;
    } else if (line.starts_with("msgid ")) {
      if (!english.empty()) add();
      current = &english;
    } else if (line.starts_with("msgstr ")) {
      current = &translation;
    } else if (!line.starts_with("\"")) {
      current = nullptr;
    }
    if (current) *current += unquoted(line);
  }
  add();
  std::stable_sort(catalogue.entries_.begin(), catalogue.entries_.end(),
                   [](const Entry& a, const Entry& b) { return a.letters > b.letters; });
  return catalogue;
}

std::optional<Catalogue::Match> Catalogue::find(std::string_view text, Kind kind) const {
  for (const Entry& entry : entries_) {
    if (entry.kind != kind || entry.letters > text.size()) continue;
    auto fields = fields_of(text, entry.parts);
    if (!fields) continue;
    Match match{&entry.translation, *std::move(fields), {}};
    for (std::size_t i = 0; i < match.fields.size(); ++i) match.quoted.push_back(ends_with_a_quote(entry.parts[i]));
    return match;
  }
  return std::nullopt;
}

std::string filled(std::string_view pattern, const std::vector<std::string>& fields) {
  std::string out;
  std::size_t next = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::size_t close = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
    const std::string_view name =
        close == std::string_view::npos ? std::string_view("-") : pattern.substr(i + 1, close - i - 1);
    const auto number = text::parse_integer(name);
    const std::size_t index = name.empty() ? next : number ? static_cast<std::size_t>(*number) : fields.size();
    if (index >= fields.size()) {
      out += pattern[i];
      continue;
    }
    if (name.empty()) ++next;
    out += fields[index];
    i = close;
  }
  return out;
}

}  // namespace lunokhod
