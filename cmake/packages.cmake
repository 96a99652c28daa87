# Everything comes from Debian 12 packages (see the list in ./dev setup).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(CLI11 REQUIRED)
pkg_check_modules(uchardet REQUIRED IMPORTED_TARGET uchardet)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(lua_cxx REQUIRED lua5.4-c++)

# The C++ build of Lua, linked statically: a Lua error unwinds and runs destructors.
add_library(lua INTERFACE)
target_include_directories(lua SYSTEM INTERFACE ${lua_cxx_INCLUDE_DIRS})
find_library(LUA_CXX_ARCHIVE liblua5.4-c++.a REQUIRED)
target_link_libraries(lua INTERFACE ${LUA_CXX_ARCHIVE} ${CMAKE_DL_LIBS} m)

add_library(isal INTERFACE)
find_library(ISAL_LIBRARY isal REQUIRED)
target_link_libraries(isal INTERFACE ${ISAL_LIBRARY})

add_library(deflate INTERFACE)
find_library(DEFLATE_LIBRARY libdeflate.a REQUIRED)
target_link_libraries(deflate INTERFACE ${DEFLATE_LIBRARY})

add_library(zlib INTERFACE)
find_library(ZLIB_ARCHIVE libz.a REQUIRED)
target_link_libraries(zlib INTERFACE ${ZLIB_ARCHIVE})

# SQLite, RE2, uchardet and libcrypto are archives too: a process that starts in milliseconds loads few shared objects.
find_library(SQLITE_ARCHIVE libsqlite3.a)
if(SQLITE_ARCHIVE)
  set_target_properties(SQLite::SQLite3 PROPERTIES IMPORTED_LOCATION ${SQLITE_ARCHIVE} INTERFACE_LINK_LIBRARIES "m;${CMAKE_DL_LIBS}")
endif()
find_library(CRYPTO_ARCHIVE libcrypto.a)
if(CRYPTO_ARCHIVE)
  set_target_properties(OpenSSL::Crypto PROPERTIES IMPORTED_LOCATION ${CRYPTO_ARCHIVE} INTERFACE_LINK_LIBRARIES "${CMAKE_DL_LIBS};Threads::Threads")
endif()
foreach(package re2 uchardet)
  find_library(${package}_ARCHIVE lib${package}.a)
  if(${package}_ARCHIVE)
    set_target_properties(PkgConfig::${package} PROPERTIES INTERFACE_LINK_LIBRARIES "${${package}_ARCHIVE};Threads::Threads")
  endif()
endforeach()
add_link_options(-Wl,--as-needed)  # what is in the program already is not loaded a second time
