# Debian ships the library without a CMake package.
find_path(RAPIDCHECK_INCLUDE rapidcheck.h)
find_library(RAPIDCHECK_LIBRARY rapidcheck)
add_library(rapidcheck UNKNOWN IMPORTED)
set_target_properties(rapidcheck PROPERTIES IMPORTED_LOCATION "${RAPIDCHECK_LIBRARY}"
  INTERFACE_INCLUDE_DIRECTORIES "${RAPIDCHECK_INCLUDE}" INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${RAPIDCHECK_INCLUDE}")
