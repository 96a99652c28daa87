// ods as a Reader. The whole content is read once, at opening: only then are the names of the sheets known.
#include "lunokhod/sheets/limits.hpp"
#include "ods/content_parser.hpp"
#include "readers.hpp"
#include "zip/archive.hpp"

namespace lunokhod::sheets {
namespace {

class OdsReader final : public Reader {
 public:
  Result<void> start(const Content& content) {
    const auto archive = TRY(zip::Archive::open(content.bytes));
    const auto* entry = archive.find("content.xml");
    if (!entry) return Error{Code::data_rejected, "the document has no content.xml", "save the file again"};
    if (const auto* manifest = archive.find("META-INF/manifest.xml")) {
      const auto text = archive.read(*manifest, limits::inflated_small_part);
      if (text.ok() && text->find("encryption-data") != std::string::npos)
        return Error{Code::encrypted, "the document is protected with a password",
                     "open it in LibreOffice and save it without one"};
    }
    auto source = TRY(zip::open_source(archive, *entry));
    auto window = TRY(xml::Window::open(std::move(source)));
    return parse(window, content.bytes.size());
  }
  Result<void> start_flat(const Content& content) {
    auto window = TRY(xml::Window::open(std::make_unique<zip::MemorySource>(std::string(content.bytes))));
    return parse(window, content.bytes.size());
  }
  Format format() const override { return Format::ods; }
  const std::vector<SheetInfo>& sheets() const override { return document_.sheets; }
  bool base_1904() const override { return document_.base_1904; }
  Result<SheetDetails> read(std::size_t sheet, const ReadOptions& options, CellSink& sink) override {
    CHECKED(ods::deliver(document_.stored[sheet], options, sink));
    return document_.stored[sheet].details;
  }

 private:
  Result<void> parse(xml::Window& window, std::uint64_t file_size) {
    const auto most = limits::kept_bytes(file_size);
    xlsx::TextStore texts(pool_, most);
    document_ = TRY(ods::ContentParser(window, texts, most).parse());
    if (!window.checksum_matches()) warnings_.push_back("content.xml: the checksum is wrong, it was read all the same");
    return {};
  }

  ods::Document document_;
};

}  // namespace

Result<std::unique_ptr<Reader>> open_ods(const Content& content, const OpenOptions&) {
  auto reader = std::make_unique<OdsReader>();
  CHECKED(zip::looks_like_zip(content.bytes) ? reader->start(content) : reader->start_flat(content));
  return std::unique_ptr<Reader>(std::move(reader));
}

}  // namespace lunokhod::sheets
