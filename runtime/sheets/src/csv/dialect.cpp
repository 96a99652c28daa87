#include "csv/dialect.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <vector>

#include "csv/feed.hpp"
#include "csv/scan.hpp"
#include "lunokhod/base/text.hpp"

namespace lunokhod::sheets::csv {
namespace {

constexpr std::size_t sample_size = std::size_t{256} << 10;
constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

// Damage in a few places does not make UTF-8 something else.
bool is_mostly_utf8(std::string_view sample) {
  std::size_t good = 0, bad = 0;
  for (std::size_t at = 0; at < sample.size();) {
    const std::size_t length = valid_utf8_prefix(sample.substr(at));
    for (std::size_t i = at; i < at + length; ++i) good += static_cast<unsigned char>(sample[i]) >= 0xC2;
    at += length;
    if (at < sample.size()) ++at, ++bad;
    if (bad > 1000) return false;
  }
  return good > 20 * bad;
}

void set_encoding(Dialect& dialect, std::string_view sample) {
  const bool utf8_bom = sample.starts_with(utf8_mark);
  const bool wide_bom = sample.starts_with("\xFF\xFE") || sample.starts_with("\xFE\xFF");
  if (!dialect.encoding_certain) {
    dialect.encoding = detect_encoding(sample);
    dialect.encoding_certain = utf8_bom || wide_bom;
    const bool single_byte = dialect.encoding > Encoding::utf16be;
    if (single_byte && is_mostly_utf8(sample)) dialect.encoding = Encoding::utf8;
  }
  const bool utf8 = dialect.encoding == Encoding::utf8 || dialect.encoding == Encoding::utf8_bom;
  const bool wide = dialect.encoding == Encoding::utf16le || dialect.encoding == Encoding::utf16be;
  dialect.offset = utf8_bom && utf8 ? 3 : wide_bom && wide ? 2 : 0;
  if (dialect.offset == 3) dialect.encoding = Encoding::utf8_bom;
}

// Text has hardly any control characters; a picture or an archive is full of them.
bool looks_binary(std::string_view text, std::uint64_t zeros) {
  std::size_t odd = zeros;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    odd += (byte < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != '\x1A') || byte == 127;
  }
  return odd > 8 && odd * 20 > text.size() + zeros;
}

char detect_newline(std::string_view text) {
  bool quoted = false, carriage_return = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted) continue;
    if (text[i] == '\n') return '\n';
    carriage_return |= text[i] == '\r';
  }
  if (carriage_return) return '\r';
  // A stray quote may have hidden every line end.
  return text.find('\n') == text.npos && text.find('\r') != text.npos ? '\r' : '\n';
}

// "sep=;" as Excel takes it, alone on the first line, possibly in quotes.
std::size_t separator_line(std::string_view text, char& separator) {
  const std::size_t quote = text.starts_with('"');
  if (text.size() < quote + 5 || text::lower(text.substr(quote, 4)) != "sep=") return 0;
  const std::size_t at = quote + 4 + 1 + quote;
  if (quote && (text.size() < at || text[at - 1] != '"')) return 0;
  if (text[quote + 4] == '\n' || text[quote + 4] == '\r' || text[quote + 4] == '"') return 0;
  std::size_t end = at;
  if (end < text.size() && text[end] == '\r') ++end;
  if (end < text.size() && text[end] == '\n') ++end;
  if (end == at && at < text.size()) return 0;
  separator = text[quote + 4];
  return end;
}

struct Split {
  double alike = 0;       // share of the lines that have the usual number of fields
  std::size_t usual = 1;  // fields in most lines
};

Split split_with(std::string_view text, char separator, char newline) {
  constexpr std::size_t lines_judged = 200;
  std::string copy(text);
  copy.append(64, '\0');
  Scanner scanner{.separator = separator, .newline = newline};
  Records records;
  records.make_room(text.size());
  scanner.scan(copy.data(), 0, text.size(), text.size(), 0, true, records);
  std::map<std::size_t, std::size_t> lines_by_fields;
  std::size_t lines = 0, start = 0;
  for (const std::uint32_t end : records.ends) {
    const std::size_t fields = end - start;
    const bool blank = fields == 1 && (records.fields[start] & 0xFFFFFF) == 0;
    start = end;
    if (blank) continue;
    ++lines_by_fields[fields];
    if (++lines == lines_judged) break;
  }
  Split found;
  for (const auto& [fields, count] : lines_by_fields) {
    const double alike = static_cast<double>(count) / static_cast<double>(lines);
    if (fields > 1 && alike >= found.alike) found = {alike, fields};
  }
  return found;
}

}  // namespace

char detect_separator(std::string_view text, char newline) {
  // A comma or a bar inside text is common, a semicolon or a tab is not: equals are decided by that.
  struct Candidate {
    char separator;
    double bonus;
  };
  constexpr Candidate candidates[] = {{';', 0.3}, {'\t', 0.3}, {',', 0.0}, {'|', 0.1}};
  char best = 0;
  double best_score = 0;
  for (const auto& [separator, bonus] : candidates) {
    const Split split = split_with(text, separator, newline);
    if (split.usual < 2) continue;
    const double score = split.alike + bonus + 0.05 * static_cast<double>(std::min<std::size_t>(split.usual - 1, 8));
    if (score > best_score) best = separator, best_score = score;
  }
  return best;
}

std::string separator_name(char separator) {
  if (separator == '\t') return "tab";
  return std::string("'") + separator + "'";
}

Result<Dialect> detect_dialect(const Input& input, const CsvOptions& options) {
  Dialect dialect;
  if (!options.encoding.empty()) {
    dialect.encoding = TRY(encoding_from_name(options.encoding));
    dialect.encoding_certain = true;
  }
  std::string sample(static_cast<std::size_t>(std::min<std::uint64_t>(input.size(), sample_size)), '\0');
  sample.resize(TRY(input.read_at(0, sample.data(), sample.size())));
  set_encoding(dialect, sample);

  // Three bytes of UTF-8 for each byte at most, and the least room a feed takes.
  std::string text(std::min(sample_size, sample.size() * 3 + 256), '\0');
  Feed feed(input, dialect.encoding, dialect.encoding_certain, dialect.offset);
  text.resize(TRY(feed.fill(text.data(), text.size())));
  dialect.encoding = feed.encoding();
  if (looks_binary(text, feed.zeros())) {
    return Error{Code::data_rejected, "this is no text: it is full of control characters", "give a csv, or a workbook"};
  }
  while (std::string_view(text).substr(dialect.skip).starts_with(utf8_mark)) dialect.skip += utf8_mark.size();
  std::string_view rest = std::string_view(text).substr(dialect.skip);
  if (const std::size_t line = separator_line(rest, dialect.separator); line > 0) {
    dialect.skip += line;
    dialect.separator_line = true;
    rest.remove_prefix(line);
  }
  // The last line of a sample is seldom whole.
  dialect.newline = detect_newline(rest);
  const std::size_t last_line = rest.rfind(dialect.newline);
  if (!feed.at_end() && last_line != rest.npos) rest = rest.substr(0, last_line + 1);
  if (options.separator != 0) {
    dialect.separator = options.separator;
  } else if (!dialect.separator_line) {
    const char found = detect_separator(rest, dialect.newline);
    dialect.separator_found = found != 0;
    dialect.separator = found != 0 ? found : ';';
  }
  return dialect;
}

}  // namespace lunokhod::sheets::csv
