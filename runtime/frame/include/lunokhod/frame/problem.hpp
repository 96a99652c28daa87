// A problem: one cell that did not fit. Nothing is dropped silently: the cell becomes null and a problem is kept.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lunokhod {

struct Problem {
  std::string file;
  std::string sheet;
  std::string cell;       // "B7"; "" when the whole row or column is meant
  std::string column;     // the target's (or source's) name
  std::string value;      // what was there, cut to 200 characters
  std::string wanted;     // "a date", "an integer", "INN of 10 or 12 digits"
  std::uint32_t row = 0;  // 1-based row in the file, 0 when unknown

  std::string text() const;  // one sentence with the address
};

// Keeps the first `kept` problems whole and counts the rest, so that a hopeless file costs no gigabytes.
class Problems {
 public:
  static constexpr std::size_t kept = 100'000;
  void add(Problem problem) {
    ++count_;
    if (list_.size() < kept) list_.push_back(std::move(problem));
  }
  void append(const Problems& other);
  std::size_t count() const { return count_; }
  bool empty() const { return count_ == 0; }
  const std::vector<Problem>& list() const { return list_; }

 private:
  std::vector<Problem> list_;
  std::size_t count_ = 0;
};

}  // namespace lunokhod
