#include "lunokhod/app/table.hpp"

#include <algorithm>
#include <cstdio>

#include "lunokhod/base/language.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/platform/terminal.hpp"

namespace lunokhod::app {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 8;

// A file name may hold anything; on a terminal it must stay one line and send no commands.
std::string one_line(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text::next_code_point(text, i);
    text::append_utf8(out, c < 0x20 || (c >= 0x7F && c < 0xA0) ? U' ' : c);
  }
  return out;
}

std::string padded(const std::string& text, std::size_t width, Align align) {
  const std::size_t used = text::display_width(text);
  const std::string space(width > used ? width - used : 0, ' ');
  return align == Align::right ? space + text : text + space;
}

// Takes the surplus from the widest shrinkable column, again and again, until the line fits.
void shrink(std::vector<std::size_t>& widths, const std::vector<TableColumn>& columns, std::size_t limit) {
  const auto total = [&] {
    std::size_t sum = gap * (widths.size() - 1);
    for (std::size_t width : widths) sum += width;
    return sum;
  };
  while (total() > limit) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (columns[i].shrink && widths[i] > narrowest && (widest == widths.size() || widths[i] > widths[widest]))
        widest = i;
    if (widest == widths.size()) return;
    --widths[widest];
  }
}

}  // namespace

std::string toned(std::string_view text, Tone tone, bool color) {
  static constexpr std::string_view codes[] = {"", "\x1b[32m", "\x1b[33m", "\x1b[31m", "\x1b[2m"};
  if (!color || tone == Tone::plain) return std::string(text);
  return std::string(codes[static_cast<std::size_t>(tone)]) + std::string(text) + "\x1b[0m";
}

Table::Table(std::vector<TableColumn> columns) : columns_(std::move(columns)) {
  for (TableColumn& column : columns_) column.title = translated(column.title);
}

std::string Table::text(int width, bool color) const {
  std::vector<std::vector<Cell>> rows = rows_;
  std::vector<std::size_t> widths;
  for (const TableColumn& column : columns_) widths.push_back(text::display_width(column.title));
  for (auto& row : rows) {
    row.resize(columns_.size(), Cell(""));
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i].text = one_line(row[i].text);
      widths[i] = std::max(widths[i], text::display_width(row[i].text));
    }
  }
  if (width > 0) shrink(widths, columns_, static_cast<std::size_t>(width));

  std::string out;
  const auto line = [&](auto&& cell) {
    std::string made;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i) made.append(gap, ' ');
      made += cell(i);
    }
    while (!made.empty() && made.back() == ' ') made.pop_back();
    out += made + "\n";
  };
  const auto fitted = [&](const std::string& text, std::size_t i) {
    return padded(text::cut(text, widths[i]), widths[i], columns_[i].align);
  };
  line([&](std::size_t i) { return toned(fitted(columns_[i].title, i), Tone::dim, color); });
  for (const auto& row : rows) line([&](std::size_t i) { return toned(fitted(row[i].text, i), row[i].tone, color); });
  return out;
}

void Table::print() const {
  const bool terminal = terminal::is_terminal(terminal::standard_output);
  const std::string shown =
      text(terminal ? terminal::width(terminal::standard_output) : 0, terminal::wants_color(terminal::standard_output));
  std::fwrite(shown.data(), 1, shown.size(), stdout);
}

std::string duration_text(double seconds) {
  char out[48];
  if (seconds < 0.01)
    std::snprintf(out, sizeof out, "%.1f ms", seconds * 1000);
  else if (seconds < 1)
    std::snprintf(out, sizeof out, "%.0f ms", seconds * 1000);
  else if (seconds < 60)
    std::snprintf(out, sizeof out, "%.1f s", seconds);
  else
    std::snprintf(out, sizeof out, "%d min %02d s", static_cast<int>(seconds) / 60, static_cast<int>(seconds) % 60);
  return out;
}

std::string count_text(std::int64_t count) {
  std::string digits = std::to_string(count < 0 ? -count : count);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, "\u202F");
  return count < 0 ? "-" + digits : digits;
}

}  // namespace lunokhod::app
