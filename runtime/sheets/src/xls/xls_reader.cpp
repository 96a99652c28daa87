// xls as a Reader: finds the workbook's stream, opens it where it is encrypted, and reads sheets on demand.
#include <algorithm>

#include "cell_batch.hpp"
#include "ole/compound_file.hpp"
#include "readers.hpp"
#include "xls/decrypt.hpp"
#include "xls/globals.hpp"
#include "xls/sheet.hpp"

namespace lunokhod::sheets {
namespace {

class XlsReader final : public Reader {
 public:
  XlsReader(Content content, ole::Stream stream, std::string plain)
      : content_(std::move(content)), stream_(std::move(stream)), plain_(std::move(plain)) {}

  Result<void> start() {
    if (stream_.cut_short) warnings_.push_back("the file is cut short: its last cells may be missing");
    globals_ = TRY(xls::read_globals(bytes(), *pool_, warnings_));
    return {};
  }
  Format format() const override { return Format::xls; }
  const std::vector<SheetInfo>& sheets() const override { return globals_.sheets; }
  bool base_1904() const override { return globals_.base_1904; }
  Result<SheetDetails> read(std::size_t sheet, const ReadOptions& options, CellSink& sink) override {
    if (globals_.sheets[sheet].kind == SheetKind::other) return SheetDetails{};
    CellBatch batch(sink, options);
    const std::size_t offset = globals_.offsets[sheet];
    if (options.formulas && globals_.biff < 5) warn("formulas of a workbook this old are read as their values");
    if (globals_.workspace && offset < bytes().size()) {
      const auto own = TRY(xls::read_globals(bytes().substr(offset), *pool_, warnings_));
      return xls::SheetParser(bytes().substr(offset), own, *pool_, batch).parse(0);
    }
    if (!options.formulas || globals_.biff < 5) return xls::SheetParser(bytes(), globals_, *pool_, batch).parse(offset);
    ptg::Decompiler decompiler(globals_.biff >= 8 ? ptg::Dialect::biff8 : ptg::Dialect::biff5, globals_.links,
                               limits::kept_bytes(bytes().size()), globals_.text.get());
    ptg::SheetFormulas formulas(decompiler);
    auto details = TRY(xls::SheetParser(bytes(), globals_, *pool_, batch, &formulas).parse(offset));
    warn(formulas.warning(globals_.sheets[sheet].name));
    return details;
  }

 private:
  std::string_view bytes() const { return plain_.empty() ? stream_.bytes() : std::string_view(plain_); }

  void warn(std::string text) {
    const bool told = std::find(warnings_.begin(), warnings_.end(), text) != warnings_.end();
    if (!text.empty() && !told) warnings_.push_back(std::move(text));
  }

  Content content_;
  ole::Stream stream_;
  std::string plain_;  // the decrypted stream
  xls::Globals globals_;
};

Result<ole::Stream> workbook_stream(std::string_view bytes) {
  if (!ole::looks_like_compound_file(bytes)) return ole::Stream(bytes);  // BIFF2 to 5 without a container
  const auto file = TRY(ole::CompoundFile::open(bytes));
  for (const auto* name : {"Workbook", "Book"})
    if (const auto* entry = file.find(name)) {
      auto stream = file.read(*entry);
      if (xls::version_at(stream.bytes(), 0) != 0) return stream;
    }
  return Error{Code::data_rejected, "the file is an OLE container without a workbook in it",
               "it may be a document of another program: open it there and save it as xlsx"};
}

}  // namespace

Result<std::unique_ptr<Reader>> open_xls(const Content& content, const OpenOptions& options) {
  auto stream = TRY(workbook_stream(content.bytes));
  std::string plain;
  if (const auto file_pass = xls::find_file_pass(stream.bytes()); !file_pass.empty())
    plain = TRY(xls::decrypt_stream(stream.bytes(), file_pass, options.password));
  auto reader = std::make_unique<XlsReader>(content, std::move(stream), std::move(plain));
  CHECKED(reader->start());
  return std::unique_ptr<Reader>(std::move(reader));
}

}  // namespace lunokhod::sheets
