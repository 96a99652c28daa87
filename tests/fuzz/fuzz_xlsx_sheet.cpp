// Any bytes as a worksheet part: the quick parser, fed in crumbs, must deliver what the complete one delivers.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "lunokhod/sheets/workbook.hpp"
#include "xlsx/sheet_parser.hpp"

using namespace lunokhod;
using namespace lunokhod::sheets;
using namespace lunokhod::sheets::xlsx;

namespace {

class Crumbs final : public zip::ByteSource {
 public:
  Crumbs(std::string_view bytes, std::size_t step) : bytes_(bytes), step_(step) {}
  Result<zip::Block> next() override {
    // The encoding is told by the first block, which is never a crumb.
    const std::size_t size = std::min(at_ == 0 ? std::max<std::size_t>(step_, 64) : step_, bytes_.size() - at_);
    block_ = std::string(headroom, '\0') + std::string(bytes_.substr(at_, size)) + std::string(padding, '\0');
    at_ += size;
    return zip::Block{block_.data() + headroom, size, headroom};
  }

 private:
  static constexpr std::size_t headroom = 16;
  std::string_view bytes_;
  std::string block_;
  std::size_t step_, at_ = 0;
};

class Digest final : public CellSink {
 public:
  explicit Digest(const TextPool& pool) : pool_(pool) {}
  bool cells(std::span<const Cell> batch) override {
    for (const Cell& cell : batch) {
      text += std::to_string(cell.row) + ',' + std::to_string(cell.column) + ',' +
              std::to_string(static_cast<int>(cell.kind)) + ',' + std::to_string(cell.flags) + ',';
      const bool words = cell.kind == CellKind::text || cell.kind == CellKind::error;
      text += words ? std::string(pool_.view(TextRef{cell.word})) : std::to_string(cell.word);
      text += '\n';
    }
    return true;
  }
  std::string text;

 private:
  const TextPool& pool_;
};

std::string parse(std::string_view xml, std::size_t step, bool quick) {
  const auto pool = std::make_shared<TextPool>();
  TextStore texts(pool, std::uint64_t{64} << 20);
  const std::vector<TextRef> strings = {texts.add("zero"), texts.add(""), texts.add("two")};
  const std::vector<NumberKind> styles = {NumberKind::number, NumberKind::date, NumberKind::date_with_time};
  std::vector<std::string> warnings;
  auto window = xml::Window::open(std::make_unique<Crumbs>(xml, step));
  if (!window) return window.error().message;
  Digest digest(*pool);
  const SheetContext context{strings, styles, texts, warnings};
  auto details = SheetParser(*window, context, {}, digest, quick).run();
  if (!details) return digest.text + details.error().message;
  for (const auto row : details->hidden_rows) digest.text += "h" + std::to_string(row);
  for (const auto& range : details->merged)
    digest.text += "m" + std::to_string(range.first_row) + ":" + std::to_string(range.last_column);
  return digest.text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t step = 1 + data[0];
  const std::string_view xml(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string complete = parse(xml, std::size_t{1} << 20, false);
  const std::string quick = parse(xml, step, true);
  if (complete != quick) {
    std::fprintf(stderr, "complete:\n%s\nquick, steps of %zu:\n%s\n", complete.c_str(), step, quick.c_str());
    std::abort();
  }
  return 0;
}
