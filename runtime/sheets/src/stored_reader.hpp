// The Reader of a document that was read whole: it hands out what is stored.
#pragma once

#include "stored_sheet.hpp"
#include "xlsx/text_store.hpp"

namespace lunokhod::sheets {

class StoredReader final : public Reader {
 public:
  StoredReader(Format format, std::shared_ptr<TextPool> pool, StoredDocument document,
               std::vector<std::string> warnings = {})
      : format_(format), document_(std::move(document)) {
    pool_ = std::move(pool);
    warnings_ = std::move(warnings);
  }
  Format format() const override { return format_; }
  const std::vector<SheetInfo>& sheets() const override { return document_.sheets; }
  bool base_1904() const override { return document_.base_1904; }
  Result<SheetDetails> read(std::size_t sheet, const ReadOptions& options, CellSink& sink) override {
    CHECKED(deliver(document_, sheet, options, sink));
    return document_.stored[sheet].details;
  }

 private:
  Format format_;
  StoredDocument document_;
};

}  // namespace lunokhod::sheets
