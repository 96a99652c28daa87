// The quick way through rows and cells as Excel, LibreOffice, 1C, openpyxl write them: <row r="1" …><c r="A1" s="2"
// t="s"><v>3</v></c>, double quotes, no prefixes, nothing unknown. It runs from border to border between pieces of
// markup and stops in front of the first cell or row that is anything else; the complete parser reads that one, then
// this one goes on. Scans run without looking at the end: the window has marks behind it that stop every one of them.
#pragma once

#include <cstdint>
#include <string_view>

#include "xlsx/cell_output.hpp"
#include "xlsx/position.hpp"
#include "xml/window.hpp"

namespace lunokhod::sheets::xlsx {

class PlainCells {
 public:
  PlainCells(xml::Window& window, CellOutput& output, Position& position)
      : window_(window), output_(output), at_(position) {}

  // Leaves the window's cursor in front of what it does not understand (or at the end of what there is).
  void run();

 private:
  // Each takes the place of its '<' and returns where it ended; nullptr: not plain, or not all here.
  const char* row(const char* p);
  const char* cell(const char* p);
  const char* content(const char* p);
  const char* number_value(const char* p);
  const char* shared_value(const char* p);
  const char* boolean_value(const char* p);
  const char* text_value(const char* p, std::string_view close);
  const char* formula(const char* p);
  const char* address(const char* p);

  const char* consume(const char* p);
  // Not plain here; `seen`: one past the last byte that was looked at.
  std::nullptr_t odd(const char* seen) {
    starved_ = seen > window_.end;
    return nullptr;
  }
  void remember_row();

  xml::Window& window_;
  CellOutput& output_;
  Position& at_;
  bool starved_ = false;
  // The cell being read.
  std::uint32_t column_ = 0, style_ = 0;
  CellType type_ = CellType::number;
  std::uint8_t flags_ = 0;
  bool wanted_ = true;
  // The row's number and a quote as they stand in a reference, and as many bytes of a mask.
  std::uint32_t row_of_digits_ = 0xFFFFFFFF;
  std::uint64_t row_digits_ = 0, row_mask_ = 0;
  int row_length_ = 0;
};

}  // namespace lunokhod::sheets::xlsx
