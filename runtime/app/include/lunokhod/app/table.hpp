// A table for people: columns as wide as their widest cell, shrunk to fit the terminal, numbers to the right.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lunokhod::app {

enum class Align { left, right };
enum class Tone { plain, good, warning, bad, dim };  // colour of a cell where colours are wanted

struct TableColumn {
  std::string title;
  Align align = Align::left;
  bool shrink = false;  // may be cut with "…" when the line is too long
};

class Table {
 public:
  explicit Table(std::vector<TableColumn> columns);  // titles in the reader's language

  struct Cell {
    Cell(std::string t, Tone c = Tone::plain) : text(std::move(t)), tone(c) {}  // NOLINT: implicit on purpose
    Cell(const char* t) : text(t) {}                                            // NOLINT
    std::string text;
    Tone tone = Tone::plain;
  };
  void add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }

  // `width` 0: nothing is cut. Line ends and control characters in cells are shown as spaces.
  std::string text(int width, bool color) const;
  void print() const;  // to stdout: cut to the terminal's width on a terminal, whole in a pipe

 private:
  std::vector<TableColumn> columns_;
  std::vector<std::vector<Cell>> rows_;
};

std::string toned(std::string_view text, Tone tone, bool color);
// 0.4 ms, 12 ms, 3.2 s, 2 min 05 s
std::string duration_text(double seconds);
std::string count_text(std::int64_t count);  // 1 234 567 with thin grouping

}  // namespace lunokhod::app
