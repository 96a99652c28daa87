// A column: one dtype, one 8-byte word per row, one validity bit per row. Every dtype has the same storage, so gather,
// filter, concat and sort are written once; typed operations read the words through as_integer / as_float / as_text.
//
//   text      TextRef into `pool`             integer   int64
//   float     double                          decimal   int64 units, scale in `scale`
//   date      int64 days since 1970           datetime  int64 microseconds since 1970, local, no zone
//   boolean   0 or 1
//   mixed     a source column whose cells differ in kind (only spreadsheets make it): `kinds` says what each word is.
//             It cannot be computed with; map or cast gives it a dtype, cell by cell, with a problem for each misfit.
#pragma once

#include <bit>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/frame/text_pool.hpp"

namespace lunokhod {

enum class Dtype : std::uint8_t { text, integer, float_, decimal, date, datetime, boolean, mixed };
std::string_view dtype_name(Dtype dtype);  // "text", "integer", "float", …

// What one cell of a source is. `date` is a number whose format shows a date (word: microseconds since 1970);
// error is a text such as "#N/A" (word: TextRef).
enum class CellKind : std::uint8_t { empty, number, text, boolean, date, error };

// One bit per row, 1 = there is a value.
class Validity {
 public:
  std::size_t size() const { return size_; }
  bool get(std::size_t row) const { return words_[row / 64] >> (row % 64) & 1; }
  void set(std::size_t row, bool valid) {
    const std::uint64_t bit = std::uint64_t{1} << (row % 64);
    if (valid)
      words_[row / 64] |= bit;
    else
      words_[row / 64] &= ~bit;
  }
  void push(bool valid) {
    if (size_ % 64 == 0) words_.push_back(0);
    words_.back() |= std::uint64_t{valid} << (size_ % 64);
    ++size_;
  }
  void resize(std::size_t size, bool valid);
  std::size_t count() const;  // of valid rows
  bool all() const { return count() == size_; }
  const std::vector<std::uint64_t>& words() const { return words_; }
  std::vector<std::uint64_t>& words() { return words_; }  // bits past size() are zero: keep them so

 private:
  std::vector<std::uint64_t> words_;
  std::size_t size_ = 0;
};

class Column {
 public:
  std::string name;
  Dtype dtype = Dtype::text;
  std::uint8_t scale = 0;            // decimal only, 0 to 18
  std::int32_t source_column = -1;   // 0-based column in the source file, for addresses of problems; -1: computed
  std::string format;                // dates: how writers show them ("dd.mm.yyyy"); "": as the writer likes
  std::vector<std::uint64_t> words;  // words of null rows are zero
  Validity valid;
  std::vector<CellKind> kinds;     // mixed only
  std::shared_ptr<TextPool> pool;  // text and mixed only

  std::size_t size() const { return words.size(); }
  bool is_null(std::size_t row) const { return !valid.get(row); }
  std::int64_t as_integer(std::size_t row) const { return static_cast<std::int64_t>(words[row]); }
  double as_float(std::size_t row) const { return std::bit_cast<double>(words[row]); }
  std::string_view as_text(std::size_t row) const { return pool->view(TextRef{words[row]}); }

  void push_null() {
    words.push_back(0);
    valid.push(false);
    if (dtype == Dtype::mixed) kinds.push_back(CellKind::empty);
  }
  void push_integer(std::int64_t value) {
    words.push_back(static_cast<std::uint64_t>(value));
    valid.push(true);
  }
  void push_float(double value) {
    words.push_back(std::bit_cast<std::uint64_t>(value));
    valid.push(true);
  }
  void push_text(std::string_view value) {
    words.push_back(pool->add(value).word);
    valid.push(true);
  }

  // The value as people read it (dates ISO, decimals with their scale, floats shortest); "" for null.
  std::string display(std::size_t row) const;
};

}  // namespace lunokhod
