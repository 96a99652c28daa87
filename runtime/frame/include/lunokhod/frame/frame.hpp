// A frame: named columns of equal length, the place each row came from, and the problems met on the way.
// Frames are values that share their columns: a verb returns a new frame, columns it does not change are not copied.
// Every verb is a free function in its own header of this room (select, filter, sort, …).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/frame/column.hpp"
#include "lunokhod/frame/problem.hpp"

namespace lunokhod {

struct Source {
  std::string file;   // as the analyst gave it
  std::string sheet;  // "" for csv
};

// Where rows came from: 1-based row numbers in the file, and which source when there are several.
struct Origin {
  std::vector<std::shared_ptr<const Source>> sources;
  std::vector<std::uint32_t> rows;          // empty: unknown (computed frames)
  std::vector<std::uint16_t> source_index;  // empty: all rows from sources[0]
};

class Frame {
 public:
  Frame() = default;

  std::size_t height() const { return height_; }
  std::size_t width() const { return columns_.size(); }
  const Column& column(std::size_t index) const { return *columns_[index]; }
  const std::shared_ptr<const Column>& shared_column(std::size_t index) const { return columns_[index]; }
  std::vector<std::string> names() const;

  // The columns that a name means: the one of this exact name, else all whose folded names are the same.
  std::vector<std::size_t> matching(std::string_view name) const;
  // The one that it means. not_found lists the nearest names, ambiguous lists the candidates.
  Result<std::size_t> find(std::string_view name) const;

  // Adds a column at the end; a column of the same exact name is replaced in place. Lengths must agree (a bug if not).
  void put(std::shared_ptr<const Column> column);
  void put(Column column) { put(std::make_shared<const Column>(std::move(column))); }

  const Origin& origin() const { return *origin_; }
  std::shared_ptr<const Origin> shared_origin() const { return origin_; }
  void set_origin(std::shared_ptr<const Origin> origin) { origin_ = std::move(origin); }
  void set_height(std::size_t height) { height_ = height; }  // only for a frame without columns

  const Problems& problems() const { return *problems_; }
  std::shared_ptr<const Problems> shared_problems() const { return problems_; }
  Problems& add_problems();  // copy on write
  void set_problems(std::shared_ptr<const Problems> problems) { problems_ = std::move(problems); }

  // "file.xlsx, sheet Plan, cell B7" as far as it is known.
  std::string address(std::size_t row, std::size_t column) const;
  Problem problem_at(std::size_t row, std::size_t column, std::string value, std::string wanted) const;

 private:
  std::vector<std::shared_ptr<const Column>> columns_;
  std::size_t height_ = 0;
  std::shared_ptr<const Origin> origin_ = std::make_shared<Origin>();
  std::shared_ptr<const Problems> problems_ = std::make_shared<Problems>();
};

std::string column_letters(std::uint32_t index);  // 0 → "A", 26 → "AA"

}  // namespace lunokhod
