// One column while cells come in: a word and a kind per row, empty rows filled in only when a later one is touched.
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

  std::size_t size() const { return words_.size(); }
  std::uint16_t source_column() const { return source_column_; }

  // Makes row `row` the next one; returns how many empty rows that took.
  std::size_t pad_to(std::size_t row) {
    const std::size_t missing = row - words_.size();
    words_.resize(row);
    kinds_.resize(row, CellKind::empty);
    return missing;
  }
  void push(CellKind kind, std::uint64_t word) {
    words_.push_back(word);
    kinds_.push_back(kind);
    seen_ |= 1u << static_cast<unsigned>(kind);
  }
  void set(std::size_t row, CellKind kind, std::uint64_t word) {
    words_[row] = word;
    kinds_[row] = kind;
    seen_ |= 1u << static_cast<unsigned>(kind);
  }
  void reserve(std::size_t rows) {
    words_.reserve(rows);
    kinds_.reserve(rows);
  }
  bool full() const { return words_.size() == words_.capacity(); }
  CellKind kind(std::size_t row) const { return row < kinds_.size() ? kinds_[row] : CellKind::empty; }
  std::uint64_t word(std::size_t row) const { return words_[row]; }

  // Row i moves to place[i] of `height` rows.
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
  unsigned seen_ = 0;  // bits by kind; may hold kinds that were overwritten
  std::uint16_t source_column_;
};

}  // namespace lunokhod::sheets
