// xlsb as a Reader: the package and its workbook part at once, texts and styles when a sheet is first read.
#include <fmt/core.h>

#include <algorithm>

#include "cell_batch.hpp"
#include "readers.hpp"
#include "xlsb/sheet.hpp"
#include "xlsb/workbook.hpp"

namespace lunokhod::sheets {
namespace {

class XlsbReader final : public Reader {
 public:
  XlsbReader(xlsx::Package package, std::uint64_t file_size)
      : package_(std::move(package)), most_bytes_(limits::kept_bytes(file_size)), texts_(pool_, most_bytes_) {}

  Result<void> start() {
    workbook_ = TRY(xlsb::read_workbook(package_, warnings_));
    return {};
  }
  Format format() const override { return Format::xlsb; }
  const std::vector<SheetInfo>& sheets() const override { return workbook_.sheets; }
  bool base_1904() const override { return workbook_.base_1904; }

  Result<SheetDetails> read(std::size_t sheet, const ReadOptions& options, CellSink& sink) override {
    const auto& info = workbook_.sheets[sheet];
    const auto& part = workbook_.parts[sheet];
    if (part.empty() || info.kind == SheetKind::chart || info.kind == SheetKind::other) return SheetDetails{};
    if (options.formulas && !links_loaded_) {
      xlsb::read_external_books(package_, workbook_);
      links_loaded_ = true;
    }
    auto details = read_part(info.name, part, options, sink);
    if (!details.ok() && details.error().where.empty()) details.error().where = fmt::format("sheet {}", info.name);
    return details;
  }

 private:
  Result<SheetDetails> read_part(const std::string& sheet, const std::string& part, const ReadOptions& options,
                                 CellSink& sink) {
    xlsb::RecordReader records(TRY(zip::open_source(package_.archive(), *package_.archive().find(part))));
    CHECKED(load_shared());
    CellBatch batch(sink, options);
    ptg::Decompiler decompiler(ptg::Dialect::biff12, workbook_.links, most_bytes_);
    ptg::SheetFormulas formulas(decompiler);
    xlsb::SheetParser parser(records, {strings_, styles_, texts_}, batch, options.formulas ? &formulas : nullptr);
    auto details = TRY(parser.parse());
    if (records.cut_short()) warn(fmt::format("part {} is cut short: cells may be missing", part));
    warn(formulas.warning(sheet));
    return details;
  }
  Result<void> load_shared() {
    if (loaded_) return {};
    if (!workbook_.styles.empty()) styles_ = TRY(xlsb::read_styles(package_, workbook_.styles));
    if (!workbook_.shared_strings.empty())
      strings_ = TRY(xlsb::read_shared_strings(package_, workbook_.shared_strings, texts_));
    loaded_ = true;
    return {};
  }

  void warn(std::string text) {
    const bool told = std::find(warnings_.begin(), warnings_.end(), text) != warnings_.end();
    if (!text.empty() && !told) warnings_.push_back(std::move(text));
  }

  xlsx::Package package_;
  xlsb::Workbook workbook_;
  std::uint64_t most_bytes_;
  xlsx::TextStore texts_;
  std::vector<NumberKind> styles_;
  std::vector<TextRef> strings_;
  bool loaded_ = false, links_loaded_ = false;
};

}  // namespace

Result<std::unique_ptr<Reader>> open_xlsb(const Content& content, const OpenOptions&) {
  auto reader = std::make_unique<XlsbReader>(TRY(xlsx::Package::open(content)), content.bytes.size());
  CHECKED(reader->start());
  return std::unique_ptr<Reader>(std::move(reader));
}

}  // namespace lunokhod::sheets
