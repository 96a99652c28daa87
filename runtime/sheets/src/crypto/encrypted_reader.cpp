// An encrypted workbook: decrypted in memory, then through the door once more.
#include "crypto/office_encryption.hpp"
#include "readers.hpp"
#include "zip/archive.hpp"

namespace lunokhod::sheets {

Result<std::unique_ptr<Reader>> open_encrypted(const Content& content, const OpenOptions& options) {
  const auto file = TRY(ole::CompoundFile::open(content.bytes));
  auto plain = std::make_shared<const std::string>(TRY(crypto::decrypt_package(file, options.password)));
  if (!zip::looks_like_zip(*plain))
    return Error{Code::data_rejected, "the encrypted file holds no workbook", "save it again in Excel"};
  return open_content({content.path, plain, *plain}, options);
}

}  // namespace lunokhod::sheets
