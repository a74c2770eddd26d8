// What an earlier run has installed is named after the registry of that run.
new File(localRepositoryPath, "it/it-two-images").deleteDir()
