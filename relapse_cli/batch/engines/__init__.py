"""Who does work on parts: processes of this machine, Dask or Spark; every engine gives the same in order."""
