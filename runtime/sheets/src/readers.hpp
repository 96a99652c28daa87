// The readers behind the door sheets::open, one factory each. A reader keeps the content alive as long as it needs it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lunokhod/sheets/workbook.hpp"

namespace lunokhod::sheets {

// The bytes of a file and whatever owns them: a memory map, or a decrypted copy.
struct Content {
  std::string path;  // for messages
  std::shared_ptr<const void> owner;
  std::string_view bytes;
  bool mapped = false;  // by MappedFile: what was read may be forgotten
};

Result<std::unique_ptr<Reader>> open_xlsx(const Content& content, const OpenOptions& options);
Result<std::unique_ptr<Reader>> open_csv(const Content& content, const OpenOptions& options);
Result<std::unique_ptr<Reader>> open_xls(const Content& content, const OpenOptions& options);
Result<std::unique_ptr<Reader>> open_xlsb(const Content& content, const OpenOptions& options);
Result<std::unique_ptr<Reader>> open_ods(const Content& content, const OpenOptions& options);
Result<std::unique_ptr<Reader>> open_spreadsheetml(const Content& content, const OpenOptions& options);
Result<std::unique_ptr<Reader>> open_html(const Content& content, const OpenOptions& options);  // and MHTML
Result<std::unique_ptr<Reader>> open_dbf(const Content& content, const OpenOptions& options);
Result<std::unique_ptr<Reader>> open_encrypted(const Content& content, const OpenOptions& options);

// The door without the file: what open() does once the bytes are there. Decryption comes back through it.
Result<std::unique_ptr<Reader>> open_content(const Content& content, const OpenOptions& options);

}  // namespace lunokhod::sheets
