// One column while cells come in: a word and a kind per row, with room as far as the last row that was touched.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lunokhod/frame/column.hpp"

namespace lunokhod::sheets {

class ColumnBuilder {
 public:
  explicit ColumnBuilder(std::uint16_t source_column) : source_column_(source_column) {}

  std::uint16_t source_column() const { return source_column_; }

  // Rows there is room for; the ones never set are empty.
  std::size_t room() const { return words_.size(); }
  // Memory is asked for in large steps and touched in small ones: a page that is never written costs nothing.
  void make_room(std::size_t rows) {
    if (rows > words_.capacity()) {
      words_.reserve(rows * 3);
      kinds_.reserve(rows * 3);
    }
    words_.resize(rows);
    kinds_.resize(rows, CellKind::empty);
  }
  void set(std::size_t row, CellKind kind, std::uint64_t word) {
    words_[row] = word;
    kinds_[row] = kind;
  }
  CellKind kind(std::size_t row) const { return row < kinds_.size() ? kinds_[row] : CellKind::empty; }
  std::uint64_t word(std::size_t row) const { return words_[row]; }

  // The first rows move: row i to place[i] of `height` rows.
  void spread(const std::vector<std::uint32_t>& place, std::size_t height);
  // Only these rows stay.
  void keep(const std::vector<std::uint32_t>& rows);

  // The column of `height` rows: a dtype when all cells are of one kind, else mixed. The builder is empty afterwards.
  Column finish(std::string name, std::size_t height, const std::shared_ptr<TextPool>& pool, bool base_1904,
                bool as_text);

 private:
  void dates_to_microseconds(bool base_1904);
  void all_to_text(TextPool& pool, bool base_1904);

  std::vector<std::uint64_t> words_;
  std::vector<CellKind> kinds_;
  std::uint16_t source_column_;
};

}  // namespace lunokhod::sheets
