// Rows of a query → columns of a frame.
#pragma once

#include "lunokhod/frame/frame.hpp"
#include "row_sink.hpp"

namespace lunokhod::db {

class FrameSink final : public RowSink {
 public:
  void start(std::vector<std::string> names) override;
  void begin_row() override { ++height_; }
  void cell(std::size_t column, const Cell& cell) override;
  Frame finish();

 private:
  std::vector<Column> columns_;
  std::vector<bool> known_;  // the dtype of a column is that of its first value
  std::shared_ptr<TextPool> pool_ = std::make_shared<TextPool>();
  std::size_t height_ = 0;
};

}  // namespace lunokhod::db
