"""How static files are stored in production: under names with a hash, so that browsers keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# `import "./menus.js";` and `import { enhance } from "./enhance.js";` at the beginning of a line.
IMPORT = r"""(?m)^(?P<matched>import(?P<names>[^"';]*)["'](?P<url>\./[^"']+)["'];)"""


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed and compressed; the imports of our own JavaScript modules are rewritten to the hashed names as well.

    Without that a module that changed would be fetched under its old name, from the browser's cache. Files of
    libraries are left as they are: some name modules in their comments that they do not bring.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((IMPORT, 'import%(names)s"%(url)s";'),)),
    )
