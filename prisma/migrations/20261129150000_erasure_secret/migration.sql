-- CreateTable
CREATE TABLE "erasure_secret" (
    "id" INTEGER NOT NULL,
    "secret" TEXT NOT NULL,

    CONSTRAINT "erasure_secret_pkey" PRIMARY KEY ("id")
);
