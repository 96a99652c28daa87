#include "lunokhod/base/language.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

#include "catalogue.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod {
namespace {

std::string_view catalogue_text;

// One text on its way. A hostile or very long one costs a bounded number of looks and then stays English.
class Translation {
 public:
  explicit Translation(const Catalogue& catalogue) : catalogue_(catalogue) {}

  std::string of(std::string_view text, int depth = 0) {
    if (text.empty() || depth > deepest || looks_ >= most_looks) return std::string(text);
    if (depth > 0 && text.find(' ') == std::string_view::npos) return std::string(text);  // a name, not a phrase
    if (text.find('\n') != std::string_view::npos) return lines(text, depth);
    if (text.size() > longest) return std::string(text);
    ++looks_;
    if (auto hinted = with_hint(text, depth)) return *std::move(hinted);
    if (const auto match = catalogue_.find(text)) {
      std::vector<std::string> fields;
      for (std::size_t i = 0; i < match->fields.size(); ++i) {
        fields.push_back(match->quoted[i] ? std::string(match->fields[i]) : of(match->fields[i], depth + 1));
      }
      return filled(*match->translation, fields);
    }
    if (auto parts = in_parts(text, depth)) return *std::move(parts);
    return depth == 0 ? place(text) : std::string(text);
  }

 private:
  static constexpr int deepest = 4, most_looks = 100;
  static constexpr std::size_t longest = 4096;

  std::string lines(std::string_view text, int depth) {
    std::vector<std::string> lines;
    for (const std::string_view line : text::split(text, '\n')) lines.push_back(of(line, depth + 1));
    return text::join(lines, "\n");
  }

  // "message (hint)"
  std::optional<std::string> with_hint(std::string_view text, int depth) {
    if (!text.ends_with(")")) return std::nullopt;
    for (std::size_t at = 0; looks_ < most_looks && (at = text.find(" (", at)) != std::string_view::npos; at += 2) {
      const std::string_view hint = text.substr(at + 2, text.size() - at - 3);
      const std::string translation = of(hint, depth + 1);
      if (translation != hint) return of(text.substr(0, at), depth) + " (" + translation + ")";
    }
    return std::nullopt;
  }

  // "message; message", "where: message"
  std::optional<std::string> in_parts(std::string_view text, int depth) {
    for (const std::string_view mark : {"; ", ": "}) {
      for (std::size_t at = 0; looks_ < most_looks && (at = text.find(mark, at)) != std::string_view::npos; at += 2) {
        const std::string_view left = text.substr(0, at), right = text.substr(at + 2);
        const std::string after = of(right, depth + 1);
        if (after != right) return place(of(left, depth + 1)) + std::string(mark) + after;
      }
    }
    return std::nullopt;
  }

  // "file.xlsx, sheet План, cell B7": a name, and then nothing but what the catalogue knows.
  std::string place(std::string_view text) const {
    std::string out;
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t comma = std::min(text.find(", ", at), text.size());
      const std::string_view part = text.substr(at, comma - at);
      const auto match = catalogue_.find(part, Catalogue::Kind::place);
      if (!match && at > 0) return std::string(text);
      if (at > 0) out += ", ";
      out += match ? filled(*match->translation, {match->fields.begin(), match->fields.end()}) : std::string(part);
      at = comma + 2;
    }
    return out;
  }

  const Catalogue& catalogue_;
  int looks_ = 0;
};

}  // namespace

bool wants_russian() {
  for (const char* name : {"LUNOKHOD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value && *value) return std::string_view(value).starts_with("ru");
  }
  return false;
}

void use_catalogue(std::string_view po) {
  catalogue_text = po;
}

std::string translated(std::string_view english) {
  if (catalogue_text.empty()) return std::string(english);
  static const Catalogue catalogue = Catalogue::of_po(catalogue_text);
  return Translation(catalogue).of(english);
}

}  // namespace lunokhod
