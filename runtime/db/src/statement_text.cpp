#include <string>

#include "drivers.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::db {
namespace {

constexpr std::string_view postgres_schemes[] = {"postgres://", "postgresql://"};

// The end of a quoted text, identifier, comment or dollar quote that starts at `at`; `at` when none starts there.
std::size_t skip_quoted(std::string_view text, std::size_t at) {
  const auto until = [&](std::string_view end, std::size_t from) {
    const std::size_t found = text.find(end, from);
    return found == std::string_view::npos ? text.size() : found + end.size();
  };
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("'") || rest.starts_with("\"")) return until(rest.substr(0, 1), at + 1);
  if (rest.starts_with("--")) return until("\n", at + 2);
  if (rest.starts_with("/*")) return until("*/", at + 2);
  if (rest.starts_with("$")) {
    const std::size_t end = rest.find('$', 1);
    if (end == std::string_view::npos) return at;
    const std::string_view tag = rest.substr(0, end + 1);
    for (const char c : tag.substr(1, tag.size() - 2)) {
      if (!(c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) return at;
    }
    return until(tag, at + tag.size());
  }
  return at;
}

}  // namespace

std::string first_words(std::string_view statement) {
  statement = text::trim(statement);
  const std::string_view shown = statement.substr(0, statement.find_first_of("'$"));
  std::string words(text::trim(text::cut(shown.substr(0, 200), 60)));
  for (char& c : words) {
    if (c == '\n' || c == '\t' || c == '\r') c = ' ';
  }
  return words;
}

std::string numbered_placeholders(std::string_view statement) {
  std::string out;
  int number = 0;
  for (std::size_t at = 0; at < statement.size();) {
    const std::size_t end = skip_quoted(statement, at);
    if (end > at) {
      out.append(statement.substr(at, end - at));
      at = end;
    } else if (statement[at] != '?') {
      out += statement[at++];
    } else if (at + 1 < statement.size() && statement[at + 1] == '?') {
      out += '?';
      at += 2;
    } else {
      out.append("$").append(std::to_string(++number));
      ++at;
    }
  }
  return out;
}

bool is_postgres_address(std::string_view address) {
  for (const std::string_view scheme : postgres_schemes) {
    if (address.starts_with(scheme)) return true;
  }
  return false;
}

std::string safe_address(std::string_view address) {
  std::string safe(address);
  const std::size_t scheme = safe.find("://");
  if (scheme != std::string::npos) {
    const std::size_t start = scheme + 3;
    const std::size_t at = safe.rfind('@', std::min(safe.find('/', start), safe.size()));
    const std::size_t colon = safe.find(':', start);
    if (at != std::string::npos && colon != std::string::npos && colon < at)
      safe.replace(colon + 1, at - colon - 1, "***");
  }
  std::size_t from = 0;
  while ((from = safe.find("password=", from)) != std::string::npos) {
    from += 9;
    const std::size_t end = std::min(safe.find_first_of("& ", from), safe.size());
    safe.replace(from, end - from, "***");
  }
  return safe;
}

Result<std::unique_ptr<Connection>> open(const std::string& address, const Options& options) {
  if (is_postgres_address(address)) return open_postgres(address, options);
  if (address.find("://") != std::string::npos) {
    return Error{Code::configuration, "this is no database we know: " + safe_address(address),
                 "use postgres://user@host/base or the path of a SQLite file"};
  }
  return open_sqlite(address.starts_with("sqlite:") ? address.substr(7) : address, options);
}

}  // namespace lunokhod::db
