# cpack runs this before it packs: the zsh of Debian reads completion of packages from another folder.
set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share/zsh)
file(RENAME ${share}/site-functions ${share}/vendor-completions)
